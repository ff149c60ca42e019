// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.hamon.topology.reading.Rfc3339;
import org.jspecify.annotations.Nullable;

/** Takes the data out of a structured CloudEvent of version 1.0, or notes why there is none. */
final class CloudEvent {

  /** The field that makes an object an event. */
  static final String MARK = "specversion";

  private static final String DATA = "data";
  private static final String DATA_BASE64 = "data_base64";
  private static final String CONTENT_TYPE = "datacontenttype";
  private static final List<String> REQUIRED = List.of("id", "source", "type");

  private CloudEvent() {}

  /** The object that the event carries, or null if there is none. */
  static @Nullable JsonNode data(
      JsonNode event, JsonFactory factory, StrictJson strict, Refusal refusal) throws IOException {
    String wrong = wrong(event);
    if (wrong != null) {
      refuse(refusal, wrong);
      return null;
    }
    JsonNode data =
        event.has(DATA)
            ? event.get(DATA)
            : decoded(event.get(DATA_BASE64), factory, strict, refusal);
    if (data == null || !data.isObject()) {
      refusal.refuse(Reason.NOT_AN_OBJECT, "the data of the CloudEvent is no object");
      return null;
    }
    return data;
  }

  private static @Nullable String wrong(JsonNode event) {
    if (!"1.0".equals(event.path(MARK).asText())) {
      return "expected specversion to be 1.0";
    }
    if (event.has(DATA) && event.has(DATA_BASE64)) {
      return "has both data and data_base64";
    }
    if (!event.has(DATA) && !event.has(DATA_BASE64)) {
      return "has neither data nor data_base64";
    }
    if (!isJson(event.get(CONTENT_TYPE))) {
      return "expected datacontenttype to be application/json";
    }
    for (String field : REQUIRED) {
      JsonNode node = event.get(field);
      if (node == null || !node.isTextual() || node.textValue().isEmpty()) {
        return field + " of the CloudEvent is missing or empty";
      }
    }
    JsonNode time = event.get("time");
    if (time != null
        && !time.isNull()
        && (!time.isTextual() || Rfc3339.parse(time.textValue()) == Rfc3339.MALFORMED)) {
      return "expected time of the CloudEvent to be a time of RFC 3339";
    }
    return null;
  }

  private static @Nullable JsonNode decoded(
      JsonNode base64, JsonFactory factory, StrictJson strict, Refusal refusal) throws IOException {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64.asText());
    } catch (IllegalArgumentException e) {
      refuse(refusal, "expected data_base64 to be base64");
      return null;
    }
    if (!Encoding.check(bytes, 0, bytes.length, refusal)) {
      return null;
    }
    try (JsonParser json = factory.createParser(bytes)) {
      JsonNode data = json.nextToken() == null ? null : strict.tree(json);
      if (json.nextToken() != null) {
        refuse(refusal, "data_base64 holds more than one JSON text");
      }
      return data;
    } catch (Limits.ExceededException e) {
      throw e;
    } catch (JsonProcessingException e) {
      refuse(refusal, "data_base64 holds no well-formed JSON");
      return null;
    }
  }

  private static boolean isJson(@Nullable JsonNode contentType) {
    if (contentType == null || contentType.isNull()) {
      return true;
    }
    String type = contentType.asText().toLowerCase(Locale.ROOT).split(";", 2)[0].trim();
    return type.endsWith("/json") || type.endsWith("+json");
  }

  private static void refuse(Refusal refusal, String sentence) {
    refusal.refuse(Reason.BAD_CLOUDEVENT, sentence);
  }
}
