// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.hamon.patterns.language.Tlp;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a reading off a stream of tokens, of which there are millions a second. */
final class ReadingParser {

  private final Refusal refusal;

  private @Nullable String asset;
  private @Nullable String metric;
  private boolean hasValue;
  private double value;
  private boolean hasTime;
  private Tlp tlp = Tlp.AMBER;
  private boolean isCloudEvent;

  ReadingParser(Refusal refusal) {
    this.refusal = refusal;
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
    for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
      JsonToken token = json.nextToken();
      switch (field) {
        case "asset" -> asset = text(field, token, json);
        case "metric" -> metric = text(field, token, json);
        case "value" -> readValue(token, json);
        case "time" -> readTime(token, json);
        case "tlp" -> readTlp(token, json);
        case "lane" -> readLane(token, json);
        case CloudEvent.MARK -> {
          isCloudEvent = true;
          json.skipChildren();
        }
        default -> json.skipChildren();
      }
    }
  }

  /** The reading read last, or null if it was refused. */
  @Nullable Decoded reading(Origin origin) {
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
          null,
          null);
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
      json.skipChildren();
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
      json.skipChildren();
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
      json.skipChildren();
    }
  }

  private void readTlp(JsonToken token, JsonParser json) throws IOException {
    if (token == JsonToken.VALUE_NULL) {
      return;
    }
    Tlp label = token == JsonToken.VALUE_STRING ? Tlp.of(json.getText()).orElse(null) : null;
    if (label == null) {
      refusal.refuse(Reason.BAD_TLP, "expected tlp to be a label of TLP 2.0");
      json.skipChildren();
    } else {
      tlp = label;
    }
  }

  private void readLane(JsonToken token, JsonParser json) throws IOException {
    if (token == JsonToken.VALUE_STRING) {
      refusal.takeLane(json.getText());
    } else if (token != JsonToken.VALUE_NULL) {
      refusal.refuseType("lane", "a string");
      json.skipChildren();
    }
  }
}
