/** What this machine offers: facts, a short measurement, and advice. */
@NullMarked
package maskrcnn4j.cli.doctor;

import org.jspecify.annotations.NullMarked;
