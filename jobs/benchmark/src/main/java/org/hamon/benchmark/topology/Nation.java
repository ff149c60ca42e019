// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark.topology;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.hamon.topology.Topology;

/**
 * A national topology that never was, as a folder of CSV files: three dependencies for each asset
 * and one link for every five. The same for equal arguments.
 *
 * <p>Assets stand in districts of 200. In each district one asset in twenty provides for the others
 * of the district: a site depends on three of these, in a quarter of the cases on either of two.
 * They depend on each other in circles, as power and telecommunication do, and on providers of
 * their region (15 districts), half of the time on either of two; those on national ones. So most
 * failures reach a few sites, some a district, few a region, and very few the nation. The
 * electricity of a region is one network: a ring through its districts with chords, fed by some
 * plants.
 *
 * @param assets at least 1,000
 */
record Nation(int assets, long seed) {

  private static final int DISTRICT = 200;
  private static final int PROVIDERS = 10;
  private static final int REGION = 15;
  private static final int NATIONAL = 10;
  private static final List<String> SECTORS = Topology.TEN_SECTORS;

  /** Each buffer with the quantiles that its kind of dependency has; names stand for themselves. */
  private static final List<String> BUFFERS =
      List.of("PT5M,PT10M,PT30M", "1h,4h,24h", "2h,8h,48h", "30m,1h,2h", "6h,24h,72h", ",,");

  static String id(int asset) {
    return String.format(Locale.ROOT, "%s-%07d", sector(asset), asset);
  }

  static String dependencyId(int number) {
    return String.format(Locale.ROOT, "d%08d", number);
  }

  /** One of the assets that provide for others in the district of an asset. */
  static int providerNear(int asset, SplittableRandom random) {
    return asset / DISTRICT * DISTRICT + random.nextInt(PROVIDERS);
  }

  private static String sector(int asset) {
    return SECTORS.get(asset % SECTORS.size());
  }

  /** How many dependencies there are, as good as. */
  int dependencies() {
    return 3 * assets;
  }

  int links() {
    return assets / 5;
  }

  /** Writes assets.csv, dependencies.csv and links.csv. */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    SplittableRandom random = new SplittableRandom(seed);
    try (BufferedWriter out = writer(folder.resolve("assets.csv"))) {
      out.write(
          "id,name,sector,kind,region,operator,people,lat,lon,source,every,substitutability\n");
      for (int i = 0; i < assets; i++) {
        out.write(asset(i, random));
      }
    }
    try (BufferedWriter out = writer(folder.resolve("dependencies.csv"))) {
      out.write(
          "id,provider,dependent,type,group,needs,strength,buffer.p10,buffer.p50,buffer.p90,recovery\n");
      int number = 0;
      for (int i = 0; i < assets; i++) {
        for (int which = 0; which < 3; which++) {
          out.write(dependency(number++, i, which, random));
        }
      }
    }
    try (BufferedWriter out = writer(folder.resolve("links.csv"))) {
      out.write("id,a,b,closed\n");
      for (int i = 0; i < links(); i++) {
        out.write(link(i, random));
      }
    }
  }

  private static BufferedWriter writer(Path file) throws IOException {
    return Files.newBufferedWriter(file, StandardCharsets.UTF_8);
  }

  private boolean isProvider(int asset) {
    return asset % DISTRICT < PROVIDERS;
  }

  private String asset(int i, SplittableRandom random) {
    boolean isNetwork = i % SECTORS.size() == 0;
    return String.format(
        Locale.ROOT,
        "%s,Site %d,%s,%s,JP-%02d,op-%d,%d,%.4f,%.4f,%s,60s,%.1f%n",
        id(i),
        i,
        sector(i),
        isProvider(i) ? "station" : "site",
        i / DISTRICT / REGION % 47 + 1,
        random.nextInt(200),
        random.nextInt(50_000),
        30 + 15 * random.nextDouble(),
        129 + 16 * random.nextDouble(),
        isNetwork && isProvider(i) && i / DISTRICT % 4 == 0,
        random.nextInt(10) / 10.0);
  }

  private String dependency(int number, int dependent, int which, SplittableRandom random) {
    int district = dependent / DISTRICT * DISTRICT;
    int provider;
    String group = "";
    double strength = (50 + random.nextInt(51)) / 100.0;
    if (!isProvider(dependent)) {
      provider = district + random.nextInt(PROVIDERS);
      group = dependent % 4 == 0 && which < 2 ? "g" : "";
    } else if (which == 0) {
      provider = district + (dependent + 1 + random.nextInt(PROVIDERS - 1)) % PROVIDERS;
      strength /= 4;
    } else {
      boolean isRegional = dependent % DISTRICT == 0 && dependent / DISTRICT % REGION == 0;
      int region = dependent / (DISTRICT * REGION) * (DISTRICT * REGION);
      int of = isRegional ? Math.min(NATIONAL, assets / DISTRICT) : REGION / 4;
      provider =
          isRegional
              ? random.nextInt(of) * DISTRICT + 1
              : region + random.nextInt(of) * DISTRICT + 2;
      group = dependent % 2 == 0 ? "up" : "";
    }
    if (provider == dependent || provider >= assets) {
      provider = dependent == 0 ? 1 : dependent - 1;
    }
    return String.format(
        Locale.ROOT,
        "%s,%s,%s,%s,%s,1,%.2f,%s,%s%n",
        dependencyId(number),
        id(provider),
        id(dependent),
        which == 0 ? "physical" : which == 1 ? "cyber" : "logical",
        group,
        strength,
        BUFFERS.get(random.nextInt(BUFFERS.size())),
        which == 0 ? "30m" : "");
  }

  /** Electricity of a region: a ring, then chords a few stations long. */
  private String link(int i, SplittableRandom random) {
    int stations = assets / SECTORS.size();
    int perRegion = Math.max(2, Math.min(stations, DISTRICT * REGION / SECTORS.size()));
    int a = i % stations;
    int begin = a / perRegion * perRegion;
    int size = Math.min(perRegion, stations - begin);
    int step = i < stations ? 1 : 2 + random.nextInt(20);
    int b = begin + (a - begin + step) % size;
    if (a == b) {
      b = begin == a ? Math.min(a + 1, stations - 1) : a - 1;
    }
    return String.format(
        Locale.ROOT,
        "l%07d,%s,%s,%s%n",
        i,
        id(a * SECTORS.size()),
        id(b * SECTORS.size()),
        random.nextInt(20) > 0);
  }
}
