// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Stands in the list of commands for the benchmarks, which the launcher starts by themselves. */
@Command(
    name = "bench",
    description = "Runs the benchmarks, each against its peers or its limit in the same run.")
final class BenchCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", arity = "0..*", description = "Which benchmark; all if none.")
  private List<String> names = new ArrayList<>();

  @Override
  public Integer call() {
    throw new UnusableInput(
        "hamon: expected the benchmarks "
            + (names.isEmpty() ? "" : String.join(", ", names) + " ")
            + "in the module jobs/benchmark, but this checkout has none.");
  }
}
