// SPDX-License-Identifier: Apache-2.0
/**
 * An oracle of the outlook: small random worlds, what becomes of them, what can be known of that,
 * and how the job's words compare. Uses no class of the job, so that both can only agree by being
 * right (or by the same misunderstanding).
 *
 * <p>Order of reading: {@link org.hamon.acceptance.oracle.Plan}, {@link
 * org.hamon.acceptance.oracle.Course}, {@link org.hamon.acceptance.oracle.Oracle}, {@link
 * org.hamon.acceptance.oracle.RandomWorld}, {@link org.hamon.acceptance.oracle.Told}, {@link
 * org.hamon.acceptance.oracle.Score}.
 *
 * <p>Beside it, what failures belong together: {@link org.hamon.acceptance.oracle.Terrain}, {@link
 * org.hamon.acceptance.oracle.TwoFaults}, {@link org.hamon.acceptance.oracle.Grouping}.
 */
@NullMarked
package org.hamon.acceptance.oracle;

import org.jspecify.annotations.NullMarked;
