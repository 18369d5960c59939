#include "common/sanitize/program/confine.hpp"

#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace watchbell::sanitize {
namespace {

constexpr rlim_t kDescriptorsMax = 32;  // fonts that a PDF does not bring

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kShadowMemory = true;  // which takes terabytes of addresses
#else
constexpr bool kShadowMemory = false;
#endif

void Limit(__rlimit_resource what, rlim_t most) {
  const rlimit limit{.rlim_cur = most, .rlim_max = most};
  setrlimit(what, &limit);
}

// When memory runs short in the container, this process goes and not the service that waits for it.
void OfferToOom() {
  const int score = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (score < 0) return;
  static_cast<void>(write(score, "1000", 4) == 4);
  close(score);
}

// What a decoder never needs, whichever version of the C library it runs with; each is answered EPERM.
constexpr std::array kForbidden{
    SCMP_SYS(socket),
    SCMP_SYS(socketpair),
    SCMP_SYS(connect),
    SCMP_SYS(bind),
    SCMP_SYS(listen),
    SCMP_SYS(accept),
    SCMP_SYS(accept4),
    SCMP_SYS(sendto),
    SCMP_SYS(sendmsg),
    SCMP_SYS(sendmmsg),
    SCMP_SYS(execve),
    SCMP_SYS(execveat),
    SCMP_SYS(fork),
    SCMP_SYS(vfork),
    SCMP_SYS(ptrace),
    SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev),
    SCMP_SYS(kill),
    SCMP_SYS(tkill),
    SCMP_SYS(creat),
    SCMP_SYS(unlink),
    SCMP_SYS(unlinkat),
    SCMP_SYS(rename),
    SCMP_SYS(renameat),
    SCMP_SYS(renameat2),
    SCMP_SYS(mkdir),
    SCMP_SYS(mkdirat),
    SCMP_SYS(rmdir),
    SCMP_SYS(link),
    SCMP_SYS(linkat),
    SCMP_SYS(symlink),
    SCMP_SYS(symlinkat),
    SCMP_SYS(mknod),
    SCMP_SYS(mknodat),
    SCMP_SYS(chmod),
    SCMP_SYS(fchmod),
    SCMP_SYS(fchmodat),
    SCMP_SYS(chown),
    SCMP_SYS(fchown),
    SCMP_SYS(fchownat),
    SCMP_SYS(truncate),
    SCMP_SYS(mount),
    SCMP_SYS(umount2),
    SCMP_SYS(pivot_root),
    SCMP_SYS(chroot),
    SCMP_SYS(unshare),
    SCMP_SYS(setns),
    SCMP_SYS(bpf),
    SCMP_SYS(perf_event_open),
    SCMP_SYS(keyctl),
    SCMP_SYS(add_key),
    SCMP_SYS(request_key),
    SCMP_SYS(io_uring_setup),
    SCMP_SYS(userfaultfd),
    SCMP_SYS(init_module),
    SCMP_SYS(finit_module),
    SCMP_SYS(openat2),
    SCMP_SYS(memfd_create),
    SCMP_SYS(memfd_secret),
    SCMP_SYS(clone3),
};

constexpr std::array<std::uint64_t, 4> kOpensForWriting{O_WRONLY, O_RDWR, O_CREAT, O_TRUNC};

// Whether these bits of a call's argument have this value.
scmp_arg_cmp Masked(unsigned argument, std::uint64_t mask, std::uint64_t value) {
  return {argument, SCMP_CMP_MASKED_EQ, mask, value};
}

// An open for anything but reading. clone3 hides its flags from a filter: refused as unknown, so that the C
// library makes its threads with clone.
bool Filter() {
  const scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
  if (filter == nullptr) return false;
  bool whole = true;
  for (const int call : kForbidden) {
    const int error = call == SCMP_SYS(clone3) ? ENOSYS : EPERM;
    whole &= seccomp_rule_add(filter, SCMP_ACT_ERRNO(static_cast<unsigned>(error)), call, 0) == 0;
  }
  const auto refuse = SCMP_ACT_ERRNO(EPERM);
  for (const std::uint64_t flag : kOpensForWriting) {
    whole &= seccomp_rule_add(filter, refuse, SCMP_SYS(open), 1, Masked(1, flag, flag)) == 0;
    whole &= seccomp_rule_add(filter, refuse, SCMP_SYS(openat), 1, Masked(2, flag, flag)) == 0;
  }
  whole &= seccomp_rule_add(filter, refuse, SCMP_SYS(clone), 1, Masked(0, CLONE_THREAD, 0)) == 0;
  const bool loaded = seccomp_load(filter) == 0;
  seccomp_release(filter);
  return whole && loaded;
}

}  // namespace

bool Confine() {
  OfferToOom();
  unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWIPC);
  if (!kShadowMemory) Limit(RLIMIT_AS, kMemoryBytesMax);
  Limit(RLIMIT_CPU, kCpuSecondsMax);
  Limit(RLIMIT_FSIZE, 0);
  Limit(RLIMIT_CORE, 0);
  Limit(RLIMIT_NOFILE, kDescriptorsMax);
  prctl(PR_SET_DUMPABLE, 0);
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && Filter();
}

}  // namespace watchbell::sanitize
