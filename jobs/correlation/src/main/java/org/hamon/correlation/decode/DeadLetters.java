// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.hamon.correlation.Output;
import org.hamon.patterns.language.StateChange;
import org.hamon.topology.Durations;

/**
 * Writes records that cannot be used as lines of the outputs {@code dead-letters} and {@code late},
 * with the record as it came. They are for those who run the job, never for a sector.
 */
public final class DeadLetters {

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8).build();

  /** A pattern may have thousands of errors. */
  private static final int LONGEST_DETAIL = 2_000;

  private DeadLetters() {}

  /** Writes the dead letter of a record that the job knew at that time. */
  interface Writer {
    Output write(Decoded record, long time);
  }

  /** The dead letter of a record that says nothing usable. */
  static Output refused(Decoded record, long time) {
    return of(
        requireNonNull(record.reason()),
        requireNonNull(record.detail()),
        record.origin(),
        requireNonNull(record.raw()),
        record.lane(),
        time);
  }

  /** The dead letter, in the actual lane, of a record whose own lane has no place. */
  static Output tooManyLanes(Decoded record, long time) {
    return of(
        Reason.TOO_MANY_LANES,
        "as many exercises as are allowed are in use; " + record.lane() + " is one more",
        record.origin(),
        requireNonNull(record.raw()),
        StateChange.ACTUAL,
        time);
  }

  /** The dead letter of a record that is ahead, when as many wait for their time as may. */
  static Output tooManyAhead(Decoded record, long time) {
    return of(
        Reason.TIME_IN_FUTURE,
        "its time has not come, and as many records wait for theirs as are allowed",
        record.origin(),
        requireNonNull(record.raw()),
        record.lane(),
        time);
  }

  /** The dead letter of a record that names a sector which nobody declared in time. */
  static Output unknownSector(Decoded record, long time) {
    return of(
        Reason.UNKNOWN_SECTOR,
        "the topology does not declare the sector '"
            + String.join("' or '", FurtherSectors.in(record))
            + "'",
        record.origin(),
        requireNonNull(record.raw()),
        record.lane(),
        time);
  }

  /** A dead letter; {@code raw} is the record as it came. */
  public static Output of(
      Reason reason, String detail, Origin origin, Raw raw, String lane, long time) {
    return line(
        Output.DEAD_LETTERS, "jp.ci.deadletter.v1", reason, detail, origin, raw, lane, time);
  }

  /**
   * The dead letter of a reading or report whose asset the topology did not learn of in time.
   *
   * @param time the event time at which the job gave up waiting
   */
  public static Output unknownAsset(Observation observation, long time) {
    Origin origin = observation.origin();
    if (origin == null) {
      throw new IllegalArgumentException(
          "Expected a reading or report, but a declaration of "
              + observation.asset()
              + " has no origin");
    }
    String detail = "the topology does not know the asset '" + observation.asset() + "'";
    Raw raw = requireNonNull(observation.raw(), "raw");
    return of(Reason.UNKNOWN_ASSET, detail, origin, raw, observation.lane(), time);
  }

  /** The line of a late reading; {@code latest} is the largest event time of its partition. */
  static Output late(Decoded reading, long latest) {
    Duration behind = Duration.ofMillis(latest - reading.time());
    String detail = Durations.text(behind) + " behind the newest record of its partition";
    return line(
        Output.LATE,
        "jp.ci.late.v1",
        Reason.LATE,
        detail,
        reading.origin(),
        requireNonNull(reading.raw()),
        reading.lane(),
        latest);
  }

  private static Output line(
      String stream,
      String type,
      Reason reason,
      String detail,
      Origin origin,
      Raw raw,
      String lane,
      long time) {
    ByteArrayOutputStream text = new ByteArrayOutputStream(raw.bytes().length + 200);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("reason", reason.name());
      json.writeStringField("detail", Prose.of(detail, LONGEST_DETAIL));
      json.writeStringField("topic", origin.topic());
      json.writeNumberField("partition", origin.partition());
      json.writeNumberField("offset", origin.offset());
      json.flush();
      RawLine.write(raw, text.size(), json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String key = origin.topic() + "/" + origin.partition() + "/" + origin.offset();
    return new Output(stream, lane, key, time, 0, type, key, text.toString(StandardCharsets.UTF_8));
  }
}
