// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.hamon.correlation.Output;
import org.hamon.correlation.notice.Advisory;
import org.hamon.correlation.notice.Control;
import org.hamon.correlation.notice.Notice;
import org.hamon.correlation.notice.Ruling;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Tlp;
import org.jspecify.annotations.Nullable;

/**
 * Writes records that cannot be used as lines of the outputs {@code dead-letters} and {@code late}.
 *
 * <p>A record that decode refuses carries its own bytes. Of a record that was understood, those are
 * not kept, since that would double every reading: what was understood of it is written anew; of a
 * report without reporter and text, which never travel.
 */
public final class DeadLetters {

  private static final JsonFactory JSON = new JsonFactory();

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
    String raw = record.raw();
    return of(
        Reason.TOO_MANY_LANES,
        "as many exercises as are allowed are in use; " + record.lane() + " is one more",
        record.origin(),
        raw == null ? understood(record) : raw,
        StateChange.ACTUAL,
        time);
  }

  /** The dead letter of a record that is ahead, when as many wait for their time as may. */
  static Output tooManyAhead(Decoded record, long time) {
    String raw = record.raw();
    return of(
        Reason.TIME_IN_FUTURE,
        "its time has not come, and as many records wait for theirs as are allowed",
        record.origin(),
        raw == null ? understood(record) : raw,
        record.lane(),
        time);
  }

  /** The dead letter of a record that names a sector which nobody declared in time. */
  static Output unknownSector(Decoded record, long time) {
    String raw = record.raw();
    return of(
        Reason.UNKNOWN_SECTOR,
        "the topology does not declare the sector '"
            + String.join("' or '", FurtherSectors.in(record))
            + "'",
        record.origin(),
        raw == null ? understood(record) : raw,
        record.lane(),
        time);
  }

  private static String understood(Decoded record) {
    Notice notice = record.notice();
    return notice != null
        ? text(notice)
        : text(
            record.asset(),
            record.metric(),
            record.value(),
            record.time(),
            record.tlp(),
            record.report(),
            record.lane());
  }

  /** A dead letter; {@code raw} is the record as it came. */
  public static Output of(
      Reason reason, String detail, Origin origin, String raw, String lane, long time) {
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
    Word word = observation.word();
    String raw =
        word != null
            ? text(observation.asset(), word, observation.lane())
            : text(
                observation.asset(),
                observation.metric(),
                observation.value(),
                observation.time(),
                observation.tlp(),
                observation.report(),
                observation.lane());
    return of(Reason.UNKNOWN_ASSET, detail, origin, raw, observation.lane(), time);
  }

  /** The line of a late reading; {@code latest} is the largest event time of its partition. */
  static Output late(Decoded reading, long latest) {
    String detail = (latest - reading.time()) + " ms behind the newest record of its partition";
    String raw =
        text(
            reading.asset(),
            reading.metric(),
            reading.value(),
            reading.time(),
            reading.tlp(),
            null,
            reading.lane());
    return line(
        Output.LATE,
        "jp.ci.late.v1",
        Reason.LATE,
        detail,
        reading.origin(),
        raw,
        reading.lane(),
        latest);
  }

  private static Output line(
      String stream,
      String type,
      Reason reason,
      String detail,
      Origin origin,
      String raw,
      String lane,
      long time) {
    StringWriter text = new StringWriter(raw.length() + 160);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("reason", reason.name());
      json.writeStringField("detail", Prose.of(detail, LONGEST_DETAIL));
      json.writeStringField("topic", origin.topic());
      json.writeNumberField("partition", origin.partition());
      json.writeNumberField("offset", origin.offset());
      json.writeStringField("raw", raw);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String key = origin.topic() + "/" + origin.partition() + "/" + origin.offset();
    return new Output(stream, lane, key, time, 0, type, key, text.toString());
  }

  private static String text(
      @Nullable String asset,
      @Nullable String metric,
      double value,
      long time,
      Tlp tlp,
      @Nullable Report report,
      String lane) {
    StringWriter text = new StringWriter(160);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      if (report == null) {
        json.writeStringField("asset", asset);
        json.writeStringField("metric", metric);
        json.writeNumberField("value", value);
        json.writeStringField("time", Instant.ofEpochMilli(time).toString());
      } else {
        json.writeStringField("id", report.id());
        json.writeStringField("asset", asset);
        json.writeStringField("state", report.state().word());
        json.writeStringField("reportedAt", Instant.ofEpochMilli(report.reportedAt()).toString());
        json.writeStringField("occurredAt", Instant.ofEpochMilli(report.occurredAt()).toString());
        json.writeStringField("cause", report.cause().word());
        if (report.severity() >= 0) {
          json.writeNumberField("severity", report.severity());
        }
      }
      json.writeStringField("tlp", tlp.label());
      json.writeStringField("lane", lane);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** Of an override of an asset's state: who told it never travels. */
  private static String text(String asset, Word word, String lane) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", word.id()).put("kind", Control.Kind.OVERRIDE.word());
    json.putObject("selector").put(Control.Target.ASSET.word(), asset);
    ObjectNode set = json.putObject("set");
    set.put(Ruling.STATE, word.state() == null ? null : word.state().word());
    set.put(Ruling.CAUSE, word.cause().word());
    return json.put("lane", lane).toString();
  }

  /** Of a control or advisory: who told it and in which words never travels. */
  private static String text(Notice notice) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    Control control = notice.control();
    Advisory advisory = notice.advisory();
    if (control != null) {
      json.put("id", control.id()).put("kind", control.kind().word());
      json.putObject("selector").put(control.target().word(), control.selected());
      json.put("at", Instant.ofEpochMilli(control.at()).toString());
    } else if (advisory != null) {
      json.put("id", advisory.id()).put("kind", advisory.kind().word());
      json.put("at", Instant.ofEpochMilli(advisory.at()).toString());
    }
    return json.put("lane", notice.lane()).toString();
  }
}
