package io.foretide.hub.http;

/** How a set of routes presents itself: its shape of errors, and headers of every answer. */
public interface Face {
  /** This API's own. */
  Face USUAL = (error, _) -> Errors.answer(error);

  /** What is said to a request that cannot be answered. */
  Answer failed(ApiError error, Guard.Head head);

  /** The last word on every answer, errors too. */
  default Answer finished(Answer answer, Guard.Head head) {
    return answer;
  }
}
