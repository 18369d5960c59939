#include "services/notification/channels/reasons.hpp"

namespace watchbell::notification::channels {

std::string_view ReasonOfFailure(CURLcode code) {
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT: return kProviderTimeout;
    case CURLE_ABORTED_BY_CALLBACK: return kChannelStopped;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE: return kProviderUnreachable;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_USE_SSL_FAILED:
    case CURLE_LOGIN_DENIED: return kProviderUntrusted;
    default: return kProviderError;
  }
}

}  // namespace watchbell::notification::channels
