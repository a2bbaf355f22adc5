const secretOptions = ['--app-secret', '--verify-token'];
const envOptions = ['-e', '--env'];

/** The command line for plan.json: secrets become `***`, `-e NAME=VALUE` keeps only the name. Pure. */
export function redactCommand(argv: readonly string[]): readonly string[] {
  return argv.map((word, index) => {
    const previous = argv[index - 1] ?? '';
    if (secretOptions.includes(previous)) return '***';
    if (envOptions.includes(previous)) return word.replace(/=.*$/s, '=***');
    const secret = secretOptions.find((name) => word.startsWith(`${name}=`));
    if (secret !== undefined) return `${secret}=***`;
    return word.replace(/^(--env=|-e)([^=]+)=.*$/s, '$1$2=***');
  });
}
