#include "cli/stop_signal.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdlib>

namespace munhang::cli {
namespace {

constexpr int kStopSignals[] = {SIGINT, SIGTERM};

std::atomic<StopSignal*> g_stop{nullptr};

void HandleSignal(int signal) {
  const int saved_errno = errno;
  if (StopSignal* stop = g_stop.load()) stop->Trigger(signal);
  errno = saved_errno;
}

void SetHandler(void (*handler)(int), int flags) {
  struct sigaction action = {};
  action.sa_handler = handler;
  action.sa_flags = flags;
  for (const int signal : kStopSignals) sigaction(signal, &action, nullptr);
}

}  // namespace

StopSignal::StopSignal() : descriptor_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  // Only a process without any descriptor left gets here.
  if (descriptor_ < 0) std::abort();
}

StopSignal::~StopSignal() { close(descriptor_); }

void StopSignal::Trigger(int signal) {
  if (requested_.exchange(true)) return;
  signal_.store(signal);
  const uint64_t one = 1;
  // Fails only when the counter is full, and then the descriptor is readable already.
  [[maybe_unused]] const ssize_t written = write(descriptor_, &one, sizeof(one));
}

StopOnSignals::StopOnSignals(StopSignal& stop) {
  g_stop.store(&stop);
  // Reset after the first, so that the second has its default effect.
  SetHandler(HandleSignal, SA_RESETHAND);
}

StopOnSignals::~StopOnSignals() {
  SetHandler(SIG_DFL, 0);
  g_stop.store(nullptr);
}

}  // namespace munhang::cli
