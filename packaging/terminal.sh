# shellcheck shell=bash
# What the set-up scripts say on the terminal; sourced, never run.

say() { printf 'miwake: %s\n' "$*"; }

# Several lines, then the end: what happened, then what to do about it.
die() {
  printf 'miwake: %s\n' "$1" >&2
  shift
  if [ "$#" -gt 0 ]; then printf '        %s\n' "$@" >&2; fi
  exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

is_root() { [ "$(id -u)" -eq 0 ]; }

# What to put before a command that only root may run, in a line that a person is to copy.
sudo_word() { if ! is_root && has sudo; then printf 'sudo '; fi; }

# Installs Debian packages; only called as root. Waits a while for another program that installs.
apt_install() {
  say "Installing $* with apt-get."
  export DEBIAN_FRONTEND=noninteractive
  set -- -o DPkg::Lock::Timeout=120 install -y --no-install-recommends "$@"
  apt-get "$@" </dev/null >/dev/null 2>&1 && return
  # The package lists of a fresh machine are missing or too old. Some other source that fails is no obstacle.
  apt-get update </dev/null >/dev/null || true
  apt-get "$@" </dev/null >/dev/null
}
