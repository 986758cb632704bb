/**
 * Keras weight files in HDF5 ({@code .h5}), read and written. Reading stands on jHDF behind checks of our own: the length of the
 * file, and the type, extent and checksum of every tensor, before any of its numbers is handed out.
 */
@NullMarked
package maskrcnn4j.weights.hdf5;

import org.jspecify.annotations.NullMarked;
