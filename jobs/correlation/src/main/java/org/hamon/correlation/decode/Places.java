// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import java.util.regex.Pattern;

/** The form of places and sectors. */
final class Places {

  private static final Pattern REGION = Pattern.compile("[A-Z]{2}-[A-Z0-9]{1,3}");
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

  private static final Pattern SECTOR = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  private Places() {}

  /** Whether it has the form of a sector. */
  static boolean isSector(String text) {
    return SECTOR.matcher(text).matches();
  }

  /** Whether it has the form of a region in ISO 3166-2. */
  static boolean isRegion(String text) {
    return REGION.matcher(text).matches();
  }

  /** Whether it has the form of a region or, in ISO 3166-1, of a country. */
  static boolean isArea(String text) {
    return isRegion(text) || COUNTRY.matcher(text).matches();
  }
}
