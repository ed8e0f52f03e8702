#!/usr/bin/env bash
# Instructions, which a busy machine does not change, of `check --threads 1` and of each of its stages, by Valgrind.
#
#   benches/count.sh LETTERS PROGRAM [PROGRAM …]
#
# Programs are compared on the same letters, which `examples/letters.rs` makes. `check` does all that `build` does but
# write. To see the stages, keep the names of functions:
#
#   CARGO_PROFILE_DIST_DEBUG=line-tables-only CARGO_PROFILE_DIST_STRIP=none cargo build --profile dist
set -euo pipefail
letters=$1
shift
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cargo run --quiet --example letters -- "$letters" "$folder/content"
for program in "$@"; do
  program=$(realpath "$program")
  # What it finds is no matter here.
  (cd "$folder" && valgrind --tool=callgrind --callgrind-out-file=counted \
    "$program" check --content content --threads 1) >"$folder/log" 2>&1 || [[ $? == 1 ]]
  awk -v program="$program" -v letters="$letters" '
    /Collected/ { printf "%s\n%14d instructions, %d a letter\n", program, $4, $4 / letters }' "$folder/log"
  # A function stands there once for each file that was compiled into it: the largest has them all.
  callgrind_annotate --inclusive=yes --threshold=100 --auto=no "$folder/counted" | awk -v letters="$letters" '
    BEGIN {
      split("Headed::read Headed::parse resolve::resolve CitationGraph::new Views::new documents.*::letter " \
        "Templates::render LinkCheck::page Outputs::make voetnoot::stages", stages, " ")
    }
    { gsub(",", "", $1)
      for (n in stages) if ($0 ~ stages[n] "( |$)" && $1 > most[n]) most[n] = $1 }
    END { for (n = 1; n in stages; n++) if (most[n]) printf "%14d %s\n", most[n] / letters, stages[n] }'
done
