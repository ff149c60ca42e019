// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.hamon.patterns.language.StateChange;
import org.jspecify.annotations.Nullable;

/** A line on {@code topics}: whose a topic or file is. */
public final class TopicLine {

  private static final String TYPE = "jp.ci.topic.v1";

  private TopicLine() {}

  /**
   * The line on one name.
   *
   * @param room characters that the name may have
   */
  public static Output of(
      String lane, String stream, @Nullable StreamOwner owner, int room, long at) {
    String name = StreamNames.inLane(lane, stream, room);
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("name", name);
    ObjectNode whose = line.putObject("owner");
    whose.put("lane", lane);
    whose.put("output", owner == null ? stream : Output.WARNINGS);
    if (owner != null) {
      whose.put("sector", owner.sector());
      if (!owner.community().isEmpty()) {
        whose.put("community", owner.community());
      }
    }
    return new Output(Output.TOPICS, StateChange.ACTUAL, name, at, 0, TYPE, name, line.toString());
  }
}
