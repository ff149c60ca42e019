// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.hamon.local.chart.Chart;
import org.hamon.topology.Graph;

/** Where a picture of a topology goes; its ending says which format. */
record PictureFile(Path path, boolean html) {

  /** Empty if the ending is neither. */
  static Optional<PictureFile> of(Path path) {
    String name = path.toString().toLowerCase(Locale.ROOT);
    boolean html = name.endsWith(".html") || name.endsWith(".htm");
    return html || name.endsWith(".svg")
        ? Optional.of(new PictureFile(path, html))
        : Optional.empty();
  }

  /** Draws it; gives up if the file cannot be written. */
  void write(Graph graph) {
    Chart chart = Chart.of(graph);
    try {
      Path folder = path.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(path, html ? chart.html() : chart.svg());
    } catch (IOException e) {
      throw Unwritable.input(path, e);
    }
  }
}
