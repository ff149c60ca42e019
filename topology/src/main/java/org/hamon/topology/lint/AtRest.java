// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.lint;

import org.hamon.topology.reading.Origin;

/** Finds assets that get no service although nothing is out. */
final class AtRest {

  private AtRest() {}

  static Loss check(Shape shape, Origin origin, Notes notes) {
    Loss loss = new Loss(shape);
    for (int asset = 0; asset < shape.size() && loss.size() > 0; asset++) {
      if (loss.has(asset)) {
        note(shape, loss, asset, origin, notes);
      }
    }
    return loss;
  }

  private static void note(Shape shape, Loss loss, int asset, Origin origin, Notes notes) {
    boolean cutOff = loss.isCutOff(asset);
    notes.add(
        Rule.UNSERVED_AT_REST,
        origin.assets(),
        asset,
        "id",
        () ->
            "Expected '"
                + shape.assets.get(asset).id()
                + "' to be served while nothing is out, but "
                + (cutOff
                    ? "no closed links lead to it from a source that serves."
                    : "it needs '" + lostProvider(shape, loss, asset) + "', which is not served."),
        cutOff ? "mark a source, close a link or add the missing one" : null);
  }

  private static String lostProvider(Shape shape, Loss loss, int asset) {
    for (int p = shape.in.start(asset); p < shape.in.end(asset); p++) {
      int dependency = shape.in.at(p);
      if (loss.has(shape.provider[dependency]) && shape.triggersWhenStopped(dependency)) {
        return shape.dependencies.get(dependency).provider();
      }
    }
    throw new IllegalStateException("Expected a lost provider, but found none");
  }
}
