// The page that Prometheus reads.
#pragma once

#include <prometheus/exposer.h>

#include <memory>
#include <string>

namespace watchbell::service {

class MetricsPage {
 public:
  // Throws when it cannot listen on the address.
  explicit MetricsPage(const std::string& address);
  // Its web server looks whether it shall end every two seconds or when somebody connects; so somebody does.
  ~MetricsPage();
  MetricsPage(const MetricsPage&) = delete;
  MetricsPage& operator=(const MetricsPage&) = delete;

  void Show(const std::weak_ptr<prometheus::Collectable>& metrics) { exposer_->RegisterCollectable(metrics); }

 private:
  std::unique_ptr<prometheus::Exposer> exposer_;
};

}  // namespace watchbell::service
