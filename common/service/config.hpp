// The options that every service has.
#pragma once

#include <chrono>
#include <string>

#include "common/bus/bus.hpp"
#include "common/redis/redis.hpp"
#include "common/result/result.hpp"
#include "common/rpc/tls.hpp"
#include "common/service/flags.hpp"

namespace watchbell::service {

struct Config {
  std::string listen = "127.0.0.1:7100";
  std::string metrics_listen = "127.0.0.1:7200";
  std::string nats = "nats://127.0.0.1:4222";
  std::string nats_credentials;
  std::string redis = "127.0.0.1:6379";
  std::string redis_username;
  std::string redis_password_file;
  std::string keys = "keys.txt";
  std::string roles = "deploy/identity/roles.json";
  std::string retention;  // empty: nothing is erased by time
  std::string token_public_key = "token-public.pem";
  int replicas = 1;
  std::string log_level = "info";
  bool reflection = false;
  int drain_seconds = 10;
  int routine_threads = 8;
  int urgent_threads = 4;
  int queue_max = 256;
  rpc::TlsFiles tls;

  void AddTo(Flags& flags);
  // Names the option that is wrong.
  Result<redis::RedisConfig> Redis() const;
  bus::BusConfig Bus(const std::string& service) const;
};

}  // namespace watchbell::service
