// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.chart;

import org.hamon.topology.Graph;
import org.hamon.topology.analysis.Criticality;

/**
 * A picture of a topology: sectors as lanes, kinds of assets as boxes, dependencies from left to
 * right, each asset a dot. Holds all that it needs, and the same topology gives the same bytes.
 */
public final class Chart {

  private final Layout layout;
  private final Criticality.Ranking ranking;

  private Chart(Graph graph) {
    layout = new Layout(graph);
    ranking = Criticality.of(graph);
  }

  /** Lays the picture out; the cost of {@link Criticality#of}. */
  public static Chart of(Graph graph) {
    return new Chart(graph);
  }

  /** An SVG document without script. */
  public String svg() {
    return drawing().toString();
  }

  /** An HTML page: a touch on an asset or a box shows what it needs and what needs it. */
  public String html() {
    return new HtmlPage(layout, drawing()).html();
  }

  private Markup drawing() {
    return new SvgDrawing(layout, ranking.all()).svg();
  }
}
