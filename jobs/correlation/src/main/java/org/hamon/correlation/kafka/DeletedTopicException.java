// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

/** A topic was deleted, and lines with it that only a restart tells again. */
final class DeletedTopicException extends Exception {

  private static final long serialVersionUID = 1L;

  DeletedTopicException(String topic) {
    super(
        "Expected the topic "
            + topic
            + " to stay, but it was deleted while lines were on the way to it. They are told again"
            + " from the newest checkpoint on");
  }
}
