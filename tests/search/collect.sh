#!/usr/bin/env bash
# Makes the collection that the queries are put to, and its site: collect.sh CORPUS DIR [VOETNOOT]
# CORPUS has official XML, Word, PDF and text files of Kamerstukken; DIR becomes DIR/content and DIR/site.
set -euo pipefail
corpus=$1 dir=$2 voetnoot=${3:-voetnoot}
sample=$(dirname "$0")/../../content
mkdir -p "$dir/rest"
tar xf "$corpus/xml/motie-rest.tar.xz" -C "$dir/rest"
cp -r "$sample" "$dir/content"
# What cannot become a letter (metadata, scans, drafts without a number) is refused; that is no fault here.
"$voetnoot" import --content "$dir/content" "$corpus"/xml/motie "$dir/rest" "$corpus"/xml/brief "$corpus"/docx/b*.docx \
  "$corpus"/pdf/*.pdf "$corpus"/official/koop/*/*.xml "$corpus"/text/excerpts \
  > "$dir/import.txt" 2>&1 || [[ $? == 1 ]]
tail -3 "$dir/import.txt"
"$voetnoot" build --content "$dir/content" --output "$dir/site"
