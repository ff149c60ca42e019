// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.chart;

import java.util.List;
import org.hamon.topology.Asset;

/**
 * Assets of one sector and kind, drawn together.
 *
 * @param label the kind, or the region where there is no kind
 * @param assets by id
 */
record Box(String sector, String label, List<Asset> assets) {

  /** Up to so many assets are dots of their own; more are a number. */
  static final int MOST_DOTS = 120;

  /** Up to so many have their names beside them. */
  private static final int MOST_NAMES = 3;

  static final int WIDTH = 168;
  static final int HEAD = 19;
  static final int STEP = 15;
  static final int PER_ROW = 10;
  private static final int ROW_WITH_NAME = 15;
  private static final int PAD = 8;

  Box {
    assets = List.copyOf(assets);
  }

  boolean hasDots() {
    return assets.size() <= MOST_DOTS;
  }

  boolean hasNames() {
    return assets.size() <= MOST_NAMES;
  }

  int height() {
    if (!hasDots()) {
      return HEAD + 2 * ROW_WITH_NAME + PAD;
    }
    int rows =
        hasNames() ? assets.size() * ROW_WITH_NAME : (assets.size() + PER_ROW - 1) / PER_ROW * STEP;
    return HEAD + rows + PAD;
  }

  /** Centre of an asset's dot, from the left edge. */
  double dotX(int number) {
    return hasNames() ? 13 : 14 + number % PER_ROW * (double) STEP;
  }

  /** Centre of an asset's dot, from the upper edge. */
  double dotY(int number) {
    int row = hasNames() ? number : number / PER_ROW;
    return HEAD + 9 + row * (double) STEP;
  }

  long people() {
    return assets.stream().mapToLong(Asset::people).sum();
  }
}
