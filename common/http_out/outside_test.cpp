#include "common/http_out/outside.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

#include <cstring>
#include <string>

namespace watchbell::http {
namespace {

bool Outside(const std::string& text) {
  sockaddr_storage address{};
  if (text.find(':') == std::string::npos) {
    sockaddr_in four{};
    four.sin_family = AF_INET;
    EXPECT_EQ(inet_pton(AF_INET, text.c_str(), &four.sin_addr), 1) << text;
    std::memcpy(&address, &four, sizeof four);
  } else {
    sockaddr_in6 six{};
    six.sin6_family = AF_INET6;
    EXPECT_EQ(inet_pton(AF_INET6, text.c_str(), &six.sin6_addr), 1) << text;
    std::memcpy(&address, &six, sizeof six);
  }
  return IsOutside(reinterpret_cast<const sockaddr*>(&address));
}

TEST(Outside, AddressesOfThePublicInternetAre) {
  for (const char* address : {"8.8.8.8", "93.184.216.34", "172.15.255.255", "172.32.0.0", "100.63.255.255",
                              "100.128.0.0", "198.17.0.1", "223.255.255.255", "2606:4700::1111",
                              "2002:0808:0808::1", "::ffff:8.8.8.8", "64:ff9b::808:808"}) {
    EXPECT_TRUE(Outside(address)) << address;
  }
}

TEST(Outside, AddressesOfOurOwnNetworksAndOfTheMachineItselfAreNot) {
  for (const char* address :
       {"127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "224.0.0.1", "255.255.255.255", "240.0.0.1"}) {
    EXPECT_FALSE(Outside(address)) << address;
  }
  for (const char* address : {"::", "::1", "fc00::1", "fd00:ec2::254", "fe80::1", "ff02::1", "2001:db8::1"}) {
    EXPECT_FALSE(Outside(address)) << address;
  }
}

TEST(Outside, AnAddressOfOursInsideAnotherKindIsNot) {
  for (const char* address : {"::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
                              "2002:7f00:1::1", "2002:c0a8:101::1", "::127.0.0.1"}) {
    EXPECT_FALSE(Outside(address)) << address;
  }
}

TEST(Outside, WhatIsNoAddressIsNot) {
  sockaddr local{};
  local.sa_family = AF_UNIX;
  EXPECT_FALSE(IsOutside(&local));
}

}  // namespace
}  // namespace watchbell::http
