// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hamon.correlation.DecisionLine;
import org.hamon.correlation.DecisionLine.Choice;
import org.hamon.correlation.Output;
import org.jspecify.annotations.Nullable;

/**
 * Labels that nobody knows: their records are used, handled strictly, and a decision says so. Of a
 * report, control or advisory each time; of readings, of which a sender makes many, once a day for
 * each partition, lane and word. What was said is forgotten when the job starts again.
 */
final class UnknownLabels {

  private static final long DAY_MILLIS = Duration.ofHours(24).toMillis();
  private static final int MOST = 1_000;

  private record Word(String topic, int partition, String lane, String label) {}

  /** Until when nothing is said of a word again; the oldest goes when there are too many. */
  private final Map<Word, Long> quiet =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Word, Long> eldest) {
          return size() > MOST;
        }
      };

  /** Whether something is to be said of the label of a record that is used at that time. */
  boolean areNews(Decoded record, long time) {
    String label = record.unknownLabel();
    if (label == null) {
      return false;
    }
    if (record.input() != Input.TELEMETRY) {
      return true;
    }
    Origin origin = record.origin();
    Word word = new Word(origin.topic(), origin.partition(), record.lane(), label);
    Long until = quiet.get(word);
    if (until != null && time < until) {
      return false;
    }
    quiet.put(word, time + DAY_MILLIS);
    return true;
  }

  /**
   * Says how the record is handled, and where it stands. The label itself is not repeated: people
   * write names and words there that not everybody may read.
   */
  static Output decision(Decoded record, long time) {
    Origin origin = record.origin();
    ObjectNode inputs = JsonNodeFactory.instance.objectNode();
    inputs.put("handledAs", record.tlp().label());
    inputs.put("topic", origin.topic());
    inputs.put("partition", origin.partition()).put("offset", origin.offset());
    @Nullable String asset = record.asset();
    if (asset != null) {
      inputs.put("asset", asset);
    }
    String key = origin.topic() + "/" + origin.partition() + "/" + origin.offset();
    return DecisionLine.of(record.lane(), time, key, Choice.TAKEN, "label-unknown", inputs);
  }
}
