/**
 * Python's pickles, read without Python: a pickle is a program that builds objects, and here it builds records of what it
 * would have built. Nothing is called, imported or executed, and every size is held against the file before memory is taken.
 */
@NullMarked
package maskrcnn4j.weights.pickle;

import org.jspecify.annotations.NullMarked;
