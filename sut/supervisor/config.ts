import { z } from 'zod';
import { defectSchema } from '../defects/defects.ts';

const port = z.int().min(1).max(65_535);

const httpUrl = z.url({ protocol: /^https?$/, error: 'needs a URL like http://127.0.0.1:4010' });

/** The configuration file of the SCRM (JSON). Unknown keys are refused. */
export const configSchema = z.strictObject({
  graphUrl: httpUrl,
  token: z.string().min(1),
  appSecret: z.string().min(1),
  verifyToken: z.string().min(1),
  phoneNumberIds: z.array(z.string().min(1)).min(1),
  dataDir: z.string().min(1),
  /** NDJSON, one {waId, name, number, code} a line. */
  customersFile: z.string().min(1).nullable().default(null),
  agents: z
    .array(
      z.strictObject({
        login: z.string().min(1),
        password: z.string().min(1),
        role: z.enum(['agent', 'supervisor']).default('agent'),
      }),
    )
    .default([]),
  /** First the gateway's (unless --port is given), then the nodes', then PostgreSQL's; missing ones are chosen. */
  ports: z.array(port).default([]),
  unknownGraceSec: z.number().min(0).default(60),
  unknownPolicy: z.enum(['resend', 'park']).default('resend'),
  databaseUrl: z
    .url({ protocol: /^postgres(ql)?$/, error: 'needs a URL like postgresql://user:password@host/db' })
    .nullable()
    .default(null),
  /** What may leave one business number in a second; 130429 lowers it for a while. Meta's tiers: 80 and 1,000. */
  numberRatePerSec: z.number().positive().default(1_000),
  /** Connections of a node to Graph: as many sends are in flight at one time. */
  graphSockets: z.number().int().min(1).max(10_000).default(256),
  /** Weaknesses switched on to prove that they are found (defects/). */
  defects: z.array(defectSchema).default([]),
  /** Folder and run id for what the defects really did. */
  defectLog: z
    .strictObject({ dir: z.string().min(1), run: z.string().min(1) })
    .nullable()
    .default(null),
});

export type Config = z.infer<typeof configSchema>;

/** Every problem of a configuration, one line each: "field: what is wrong". */
export function configProblems(error: z.ZodError): readonly string[] {
  return error.issues.map((issue) => `${issue.path.join('.') || 'file'}: ${issue.message}`);
}
