// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TreeTraversingParser;
import java.io.IOException;
import java.time.Clock;
import org.hamon.patterns.language.Tlp;
import org.jspecify.annotations.Nullable;

/**
 * Makes of the bytes of one record what they say, or a dead letter that tells why they say nothing
 * usable. Readings are read token by token, without a tree; the rare inputs as trees. A structured
 * CloudEvent, an object with {@code specversion}, counts as its data.
 *
 * <p>Not thread-safe: one for each reader.
 */
public final class RecordParser {

  private static final byte[] NOTHING = {};

  /** Larger records are refused. */
  public static final int MAX_BYTES = Limits.BYTES;

  private final JsonFactory factory =
      JsonFactory.builder()
          // NaN is worth a better answer than "not JSON"
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(Limits.OF_A_RECORD)
          // the names of earlier records never make a later one fail; how many there are is bounded
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .build();
  private final Refusal refusal;
  private final StrictJson strict;
  private final ReadingParser readings;
  private final ReportParser reports;
  private final ChangeParser changes;
  private final PatternParser patterns;
  private final ControlParser controls;
  private final AdvisoryParser advisories;

  /**
   * @param clock of a live run, to refuse times in the future; null in a replay
   */
  public RecordParser(@Nullable Clock clock) {
    refusal = new Refusal(clock);
    strict = new StrictJson(refusal);
    readings = new ReadingParser(refusal, strict);
    reports = new ReportParser(refusal);
    changes = new ChangeParser(refusal);
    patterns = new PatternParser(refusal);
    controls = new ControlParser(refusal);
    advisories = new AdvisoryParser(refusal);
  }

  /** What the bytes of one record of that input say; nobody may change them any more. */
  public Decoded parse(Input input, Origin origin, byte[] bytes) {
    return parse(input, origin, bytes, 0, bytes.length, Raw.of(bytes));
  }

  /** What {@code length} bytes at {@code from} say, one record of that input. */
  public Decoded parse(Input input, Origin origin, byte[] bytes, int from, int length) {
    return parse(input, origin, bytes, from, length, Raw.copyOf(bytes, from, length));
  }

  /**
   * The dead letter of a record of which its reader has kept only {@code length} bytes.
   *
   * @param lengthOfAll bytes of the whole record
   * @param sha256 of the whole record, in hex
   */
  public Decoded parseBeginning(
      Input input,
      Origin origin,
      byte[] bytes,
      int from,
      int length,
      long lengthOfAll,
      String sha256) {
    return parse(
        input,
        origin,
        bytes,
        from,
        length,
        Raw.beginning(bytes, from, length, lengthOfAll, sha256));
  }

  /**
   * What {@code length} bytes at {@code from} say, one record of that input.
   *
   * <p>Whatever goes wrong with it is a dead letter, also what nobody thought of: an exception
   * would stop the job, which would begin again at this very record and stop again, for ever, while
   * nobody is warned of anything else. So this is the one place that catches everything; only what
   * the machine lacks, as memory, is no fault of the record.
   */
  private Decoded parse(Input input, Origin origin, byte[] bytes, int from, int length, Raw raw) {
    refusal.clear();
    strict.begin();
    Decoded decoded = null;
    if (Encoding.check(bytes, from, length, refusal)) {
      try {
        decoded =
            input == Input.TELEMETRY
                ? reading(origin, bytes, from, length, raw)
                : rare(input, origin, bytes, from, length);
      } catch (Limits.ExceededException e) {
        refusal.refuseAnew(e.reason(), e.detail());
      } catch (JsonProcessingException e) {
        JsonLocation place = e.getLocation();
        refusal.refuseAnew(
            Reason.NOT_JSON,
            place == null
                ? "no well-formed JSON"
                : "no well-formed JSON from byte " + Math.max(0, place.getByteOffset()) + " on");
      } catch (IOException | RuntimeException | StackOverflowError e) {
        decoded = null;
        refusal.refuseAnew(Reason.UNREADABLE, unforeseen(e));
      }
    }
    if (decoded == null) {
      return dead(input, origin, raw);
    }
    return decoded.raw() == null ? decoded.came(raw, refusal.unknownLabel()) : decoded;
  }

  /** A record that has no value, not even an empty one. */
  public Decoded withoutValue(Input input, Origin origin) {
    refusal.clear();
    refusal.refuse(Reason.NO_VALUE, "the value is missing");
    return dead(input, origin, Raw.of(NOTHING));
  }

  private static String unforeseen(Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    String place =
        trace.length == 0 ? "" : " in " + trace[0].getClassName() + "." + trace[0].getMethodName();
    return "reading it failed with "
        + e.getClass().getSimpleName()
        + place
        + "; this is a fault of Hamon, please report it with this record";
  }

  private @Nullable Decoded reading(Origin origin, byte[] bytes, int from, int length, Raw raw)
      throws IOException {
    try (JsonParser json = factory.createParser(bytes, from, length)) {
      if (!isObject(json)) {
        return null;
      }
      readings.readFields(json);
      endOf(json);
    }
    if (readings.isCloudEvent()) {
      // the fields of the envelope may bear the same names: read the data alone
      refusal.clear();
      strict.begin();
      JsonNode data = CloudEvent.data(tree(bytes, from, length), factory, strict, refusal);
      if (data == null) {
        return null;
      }
      strict.begin();
      try (JsonParser json = new TreeTraversingParser(data)) {
        json.nextToken();
        readings.readFields(json);
      }
    }
    return readings.reading(origin, raw);
  }

  private @Nullable Decoded rare(Input input, Origin origin, byte[] bytes, int from, int length)
      throws IOException {
    @Nullable JsonNode record;
    try (JsonParser json = factory.createParser(bytes, from, length)) {
      if (!isObject(json)) {
        return null;
      }
      record = strict.tree(json);
      endOf(json);
    }
    if (record.has(CloudEvent.MARK)) {
      record = CloudEvent.data(record, factory, strict, refusal);
      if (record == null) {
        return null;
      }
    }
    return switch (input) {
      case FAILURE_REPORTS -> reports.report(origin, record);
      case TOPOLOGY_CHANGES -> changes.change(origin, record);
      case PATTERNS -> patterns.change(origin, record);
      case CONTROLS -> controls.control(origin, record);
      case ADVISORIES -> advisories.advisory(origin, record);
      case TELEMETRY -> throw new IllegalArgumentException("Expected readings as a stream");
    };
  }

  private JsonNode tree(byte[] bytes, int from, int length) throws IOException {
    try (JsonParser json = factory.createParser(bytes, from, length)) {
      json.nextToken();
      return strict.tree(json);
    }
  }

  private boolean isObject(JsonParser json) throws IOException {
    JsonToken first = json.nextToken();
    if (first == JsonToken.START_OBJECT) {
      return true;
    }
    if (first == null) {
      refusal.refuse(Reason.NOT_JSON, "empty");
      return false;
    }
    json.skipChildren();
    endOf(json);
    refusal.refuse(Reason.NOT_AN_OBJECT, "JSON, but no object");
    return false;
  }

  private void endOf(JsonParser json) throws IOException {
    if (json.nextToken() != null) {
      refusal.refuseAnew(Reason.NOT_JSON, "more than one JSON text");
    }
  }

  private Decoded dead(Input input, Origin origin, Raw raw) {
    return new Decoded(
        input,
        origin,
        refusal.time(),
        refusal.lane(),
        null,
        null,
        0,
        Tlp.AMBER_STRICT,
        null,
        null,
        null,
        null,
        refusal.reason(),
        refusal.detail(),
        raw);
  }
}
