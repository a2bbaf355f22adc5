/** Another node took this incarnation over: nothing it still does may reach the database. The process must end. */
export class FencedError extends Error {
  override readonly name = 'FencedError';
  readonly incarnationId: number;

  constructor(incarnationId: number) {
    super(`incarnation ${incarnationId} was taken over`);
    this.incarnationId = incarnationId;
  }
}
