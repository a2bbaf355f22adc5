const secretOptions = ['--app-secret', '--verify-token'];

/** The command line for plan.json, secrets replaced by `***`. `-e NAME=VALUE` keeps only the name. Pure. */
export function redactCommand(argv: readonly string[]): readonly string[] {
  return argv.map((word, index) => {
    const previous = argv[index - 1] ?? '';
    if (secretOptions.includes(previous)) return '***';
    const option = secretOptions.find((name) => word.startsWith(`${name}=`));
    if (option !== undefined) return `${option}=***`;
    if (previous === '-e' || previous === '--env') return word.replace(/=.*$/s, '=***');
    return word;
  });
}
