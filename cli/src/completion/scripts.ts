/** Scripts that make a shell ask the command `complete`. Without an answer, the shell completes paths of files. */
export const SCRIPTS = {
  bash: `# token-enricher: completion for bash
_token_enricher() {
  local IFS=$'\\n'
  COMPREPLY=($("\${COMP_WORDS[0]}" complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _token_enricher token-enricher
`,
  zsh: `#compdef token-enricher
# token-enricher: completion for zsh
_token_enricher() {
  local -a found
  found=("\${(@f)$("\${words[1]}" complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "\${found[1]}" ]]; then
    compadd -a found
  else
    _files
  fi
}
compdef _token_enricher token-enricher
`,
  fish: `# token-enricher: completion for fish
function __token_enricher_complete
  set -l words (commandline -opc)
  set -l program $words[1]
  set -e words[1]
  set -l found ($program complete -- $words (commandline -ct | string collect --allow-empty) 2>/dev/null)
  if set -q found[1]
    printf '%s\\n' $found
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c token-enricher -f -a '(__token_enricher_complete)'
`,
} as const;
