#include "common/telemetry/trace.hpp"

#include <gtest/gtest.h>

namespace watchbell::trace {
namespace {

constexpr char kParent[] = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

TEST(Trace, AChildKeepsTheTraceAndTheFlagsAndHasASpanOfItsOwn) {
  const std::string child = Child(kParent);
  EXPECT_TRUE(IsTraceparent(child));
  EXPECT_EQ(TraceId(child), "4bf92f3577b34da6a3ce929d0e0e4736");
  EXPECT_EQ(child.substr(52), "-01");
  EXPECT_NE(child, kParent);
  EXPECT_NE(child, Child(kParent));
}

TEST(Trace, WithoutAParentANewTraceBegins) {
  EXPECT_TRUE(IsTraceparent(Child("")));
  EXPECT_NE(TraceId(Child("")), TraceId(Child("")));
}

TEST(Trace, AMalformedParentIsNotCarriedOn) {
  for (const char* bad : {"00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                          "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                          "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                          "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                          "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0", "x"}) {
    EXPECT_FALSE(IsTraceparent(bad)) << bad;
    EXPECT_EQ(TraceId(bad), "") << bad;
    EXPECT_NE(TraceId(Child(bad)), "4bf92f3577b34da6a3ce929d0e0e4736") << bad;
  }
}

}  // namespace
}  // namespace watchbell::trace
