// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.health;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Locale;
import org.hamon.correlation.DecisionLine;
import org.hamon.correlation.DecisionLine.Choice;
import org.hamon.correlation.Output;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Tlp;

/** Writes changes of state as lines of the output {@code asset-state}. */
final class AssetStateLine {

  private static final JsonFactory JSON = new JsonFactory();

  private AssetStateLine() {}

  /** The line of a change of state. A reference to a TLP:AMBER+STRICT report stays inside. */
  static Output of(StateChange change) {
    StringWriter text = new StringWriter(256);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("lane", change.lane());
      json.writeStringField("asset", change.asset());
      json.writeStringField("sector", change.sector());
      if (change.region() != null) {
        json.writeStringField("region", change.region());
      }
      json.writeStringField("state", change.state().word());
      json.writeStringField("previous", change.previous().word());
      json.writeStringField("at", Instant.ofEpochMilli(change.time()).toString());
      json.writeBooleanField("flapping", change.flapping());
      json.writeStringField("from", change.from().name().toLowerCase(Locale.ROOT));
      json.writeStringField("cause", change.cause().word());
      json.writeStringField("tlp", change.tlp().label());
      if (change.ref() != null && !change.tlp().exceeds(Tlp.AMBER)) {
        json.writeStringField("ref", change.ref());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Output(
        Output.ASSET_STATE,
        change.lane(),
        change.asset(),
        change.time(),
        0,
        "jp.ci.asset-state.v1",
        change.asset(),
        text.toString());
  }

  /** A line of {@code decisions}: what TLP:RED tells was not written. Not even of whom. */
  static Output withheld(String lane, long time) {
    ObjectNode inputs = JsonNodeFactory.instance.objectNode().put("output", Output.ASSET_STATE);
    return DecisionLine.of(lane, time, Output.ASSET_STATE, Choice.NOT_SENT, "tlp-red", inputs);
  }
}
