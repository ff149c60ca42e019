// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.reading.Rfc3339;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a reading off a stream of tokens, of which there are millions a second. */
final class ReadingParser {

  private static final int ASSET = 1;
  private static final int METRIC = 2;
  private static final int VALUE = 4;
  private static final int TIME = 8;
  private static final int LABEL = 16;
  private static final int LANE = 32;
  private static final int MARK = 64;

  private final Refusal refusal;
  private final StrictJson strict;

  /** Which of the fields that count were there, and which of them again. */
  private int seen;

  private int repeated;

  /** Names of the fields that do not count. */
  private final FieldNames others = new FieldNames();

  private @Nullable String asset;
  private @Nullable String metric;
  private boolean hasValue;
  private double value;
  private boolean hasTime;
  private Tlp tlp = Tlp.AMBER;
  private boolean isCloudEvent;

  ReadingParser(Refusal refusal, StrictJson strict) {
    this.refusal = refusal;
    this.strict = strict;
  }

  /** Whether the object read last is an envelope. */
  boolean isCloudEvent() {
    return isCloudEvent;
  }

  /** Reads an object whose start was just passed. */
  void readFields(JsonParser json) throws IOException {
    asset = null;
    metric = null;
    hasValue = false;
    hasTime = false;
    tlp = Tlp.AMBER;
    isCloudEvent = false;
    seen = 0;
    repeated = 0;
    others.clear();
    for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
      strict.countField();
      readField(field, json.nextToken(), json);
    }
    if ((repeated & LANE) != 0) {
      refusal.forgetLane();
    }
    if ((repeated & TIME) != 0) {
      refusal.forgetTime();
    }
  }

  private void readField(String field, JsonToken token, JsonParser json) throws IOException {
    switch (field) {
      case "asset" -> {
        note(ASSET, field);
        String written = text(field, token, json);
        asset = written == null ? null : refusal.takeAssetId(field, written);
      }
      case "metric" -> {
        note(METRIC, field);
        String written = text(field, token, json);
        metric = written != null && refusal.checkWord(field, written) ? written : null;
      }
      case "value" -> {
        note(VALUE, field);
        readValue(token, json);
      }
      case "time" -> {
        note(TIME, field);
        readTime(token, json);
      }
      case "tlp" -> {
        note(LABEL, field);
        readTlp(token, json);
      }
      case "lane" -> {
        note(LANE, field);
        readLane(token, json);
      }
      case CloudEvent.MARK -> {
        note(MARK, field);
        isCloudEvent = true;
        strict.skip(json);
      }
      default -> {
        if (!others.add(field)) {
          refusal.refuseRepeated(field);
        }
        strict.skip(json);
      }
    }
  }

  private void note(int one, String field) {
    if ((seen & one) != 0) {
      repeated |= one;
      refusal.refuseRepeated(field);
    }
    seen |= one;
  }

  /** The reading read last, or null if it was refused. */
  @Nullable Decoded reading(Origin origin, Raw raw) {
    if (refusal.isEmpty() && asset != null && metric != null && hasValue && hasTime) {
      return new Decoded(
          Input.TELEMETRY,
          origin,
          refusal.time(),
          refusal.lane(),
          asset,
          metric,
          value,
          tlp,
          null,
          null,
          null,
          null,
          null,
          refusal.unknownLabel(),
          raw);
    }
    refusal.refuseMissing(
        asset == null ? "asset" : metric == null ? "metric" : hasValue ? "time" : "value");
    return null;
  }

  private @Nullable String text(String field, JsonToken token, JsonParser json) throws IOException {
    if (token == JsonToken.VALUE_STRING) {
      String text = json.getText();
      if (!text.isBlank()) {
        return text;
      }
      refusal.refuseMissing(field);
    } else if (token != JsonToken.VALUE_NULL) {
      refusal.refuseType(field, "a string");
      strict.skip(json);
    }
    return null;
  }

  private void readValue(JsonToken token, JsonParser json) throws IOException {
    if (token.isNumeric()) {
      value = json.getDoubleValue();
      hasValue = true;
      if (!Double.isFinite(value)) {
        refusal.refuse(Reason.NOT_A_NUMBER, "value is not finite");
      }
    } else if (token == JsonToken.VALUE_STRING) {
      refusal.refuse(Reason.NOT_A_NUMBER, "value is a string");
    } else if (token != JsonToken.VALUE_NULL) {
      refusal.refuseType("value", "a number");
      strict.skip(json);
    }
  }

  private void readTime(JsonToken token, JsonParser json) throws IOException {
    if (token == JsonToken.VALUE_STRING) {
      if (json.getTextLength() == 0) {
        refusal.refuseMissing("time");
        return;
      }
      hasTime = true;
      refusal.takeTime(
          "time",
          Rfc3339.parse(json.getTextCharacters(), json.getTextOffset(), json.getTextLength()));
    } else if (token != JsonToken.VALUE_NULL) {
      refusal.refuseType("time", "a string");
      strict.skip(json);
    }
  }

  private void readTlp(JsonToken token, JsonParser json) throws IOException {
    if (token == JsonToken.VALUE_NULL) {
      return;
    }
    if (token == JsonToken.VALUE_STRING) {
      tlp = refusal.takeLabel(json.getText());
    } else {
      refusal.refuse(Reason.BAD_TLP, "expected tlp to be a label of TLP 2.0, a text");
      strict.skip(json);
    }
  }

  private void readLane(JsonToken token, JsonParser json) throws IOException {
    if (token == JsonToken.VALUE_STRING) {
      refusal.takeLane(json.getText());
    } else if (token != JsonToken.VALUE_NULL) {
      refusal.refuseType("lane", "a string");
      strict.skip(json);
    }
  }
}
