// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.io.IOException;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.util.SerializedThrowable;

/** How a job ended, in a sentence. */
final class JobEnd {
  private JobEnd() {}

  /** Throws, with the reason in one line, unless the job came to its end. */
  static void requireSuccess(JobResult result) throws IOException {
    if (!result.isSuccess()) {
      throw failure(result);
    }
  }

  static IOException failure(JobResult result) {
    SerializedThrowable reason = result.getSerializedThrowable().orElse(null);
    return reason == null
        ? new IOException("the job has ended")
        : new IOException("the job has failed: " + rootMessage(reason), reason);
  }

  private static String rootMessage(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    // Flink puts the class before the message of what it carries over
    String message = cause.getMessage();
    return message == null
        ? cause.toString()
        : message.replaceFirst("^(?:[\\w$]+\\.)+[A-Z][\\w$]*: ", "");
  }
}
