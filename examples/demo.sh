#!/usr/bin/env bash
# The demo: one short story from file to script. Usage: examples/demo.sh BOOK OUT_DIR
set -euo pipefail
book=$1
out=$2
story=$out/$(basename "${book%.*}").story
mkdir -p "$out"

title() {
    if [[ -t 1 ]]; then printf '\n\033[1m$ %s\033[0m\n' "$*"; else printf '\n$ %s\n' "$*"; fi
}
show() {
    title diegesis "$@"
    diegesis "$@"
}

show read "$book" -o "$story"
show cast "$story"

title "diegesis quotes $story | head -n 16"
diegesis quotes "$story" >"$out/quotes.txt"
head -n 16 "$out/quotes.txt"

# The third quote is as good as any: ask why it got its speaker.
diegesis export "$story" --to json -o "$out/story.json"
quote=$(python -c 'import json, sys; print(json.load(open(sys.argv[1], encoding="utf-8"))["quotes"][2]["id"])' "$out/story.json")
show why "$story" "$quote"

show scenes "$story"

draft=$(dirname "$book")/the_relief_box_draft.txt
# Findings are what it looks for: exit code 1 is no fault here.
show check "$draft" || [[ $? -eq 1 ]]

title "diegesis export $story --to script | head -n 8"
diegesis export "$story" --to script -o "$out/script.jsonl"
head -n 8 "$out/script.jsonl"

printf '\nThe whole script, the JSON and the story file are in %s/.\n' "$out"
printf 'To read it with who says what on a page: .venv/bin/diegesis open %s\n' "$story"
