// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.health;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Locale;
import org.hamon.correlation.Output;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.AssetState;

/** Writes changes of state as lines of the output {@code asset-state}. */
final class AssetStateLine {

  private static final JsonFactory JSON = new JsonFactory();

  private AssetStateLine() {}

  /**
   * The line of a change of state. A reference to a TLP:AMBER+STRICT report stays inside.
   *
   * @param told the state before, as far as it could be told
   */
  static Output of(StateChange change, AssetState told) {
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
      json.writeStringField("previous", told.word());
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

  /**
   * A line of {@code decisions}: something only TLP:RED tells was not written. Not even of whom.
   */
  static Output withheld(StateChange change) {
    StringWriter text = new StringWriter(128);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("decision", "not-sent");
      json.writeStringField("rule", "tlp-red");
      json.writeStringField("output", Output.ASSET_STATE);
      json.writeStringField("lane", change.lane());
      json.writeStringField("at", Instant.ofEpochMilli(change.time()).toString());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Output(
        Output.DECISIONS,
        change.lane(),
        Output.ASSET_STATE,
        change.time(),
        0,
        "jp.ci.decision.v1",
        Output.ASSET_STATE,
        text.toString());
  }
}
