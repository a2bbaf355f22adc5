/** GET `url` as JSON; null when nobody answers 200 with JSON within `timeoutMs`. For health checks, not for load. */
export async function getJson<T>(url: string, timeoutMs: number): Promise<T | null> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
    if (response.status === 200) return (await response.json()) as T;
    await response.body?.cancel();
  } catch {
    // Not up, or not JSON: both mean "not healthy".
  }
  return null;
}
