# Sourced by app/run.sh and tests/run.sh: installs Debian packages that are missing, or names them and goes on.

# True if every package named is installed.
have_packages() {
    command -v dpkg-query >/dev/null 2>&1 || return 1
    [ "$(dpkg-query -W -f='${db:Status-Status}\n' "$@" 2>/dev/null | grep -c '^installed$')" -eq $# ]
}

# need_packages NAME...: what is missing is installed where there is apt and the right to use it.
need_packages() {
    have_packages "$@" && return 0
    missing=
    for package in "$@"; do
        have_packages "$package" || missing="$missing $package"
    done
    as_root=
    [ "$(id -u)" -eq 0 ] || as_root=sudo
    if command -v apt-get >/dev/null 2>&1 && { [ -z "$as_root" ] || command -v sudo >/dev/null 2>&1; }; then
        echo "Installing$missing" >&2
        if $as_root apt-get update -qq >&2 &&
            $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >&2; then
            return 0
        fi
        # One package that this system does not have must not keep the others away.
        for package in $missing; do
            $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >&2 ||
                echo "Could not install $package; going on without it." >&2
        done
        return 0
    fi
    echo "Please install what these Debian packages hold, if it is not there already:$missing" >&2
}

BUILD_PACKAGES='gcc libc6-dev meson ninja-build pkg-config libsdl2-dev libsdl2-ttf-dev libsdl2-image-dev libjansson-dev
libinih-dev zlib1g-dev'
