// Why a message was not sent: the words that deliveries, metrics and lists carry.
#pragma once

#include <curl/curl.h>

#include <string_view>

namespace watchbell::notification::channels {

inline constexpr std::string_view kNoAddress = "NO_ADDRESS";              // the recipient has none here
inline constexpr std::string_view kInvalidAddress = "INVALID_ADDRESS";    // never retry
inline constexpr std::string_view kInvalidMessage = "INVALID_MESSAGE";    // never retry: an error of ours
inline constexpr std::string_view kQueueFull = "QUEUE_FULL";              // more than the channel can take
inline constexpr std::string_view kChannelStopped = "CHANNEL_STOPPED";    // this process is ending
inline constexpr std::string_view kProviderBusy = "PROVIDER_BUSY";        // it asks us to come back later
inline constexpr std::string_view kProviderError = "PROVIDER_ERROR";      // it failed
inline constexpr std::string_view kProviderRefused = "PROVIDER_REFUSED";  // it does not want this message
inline constexpr std::string_view kProviderTimeout = "PROVIDER_TIMEOUT";  // it may or may not have it
inline constexpr std::string_view kAddressStopped = "ADDRESS_STOPPED";    // its owner said STOP (N5)
inline constexpr std::string_view kAddressGone = "ADDRESS_GONE";          // the device has unsubscribed
inline constexpr std::string_view kProviderUnreachable = "PROVIDER_UNREACHABLE";
inline constexpr std::string_view kProviderUntrusted = "PROVIDER_UNTRUSTED";  // TLS or sign-in failed

// For a transfer that ended without an answer of the provider.
std::string_view ReasonOfFailure(CURLcode code);

}  // namespace watchbell::notification::channels
