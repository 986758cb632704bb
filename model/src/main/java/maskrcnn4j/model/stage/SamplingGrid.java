package maskrcnn4j.model.stage;

/**
 * Where the features of one box were read: bilinear samples on a grid, averaged in each bin.
 *
 * @param level the feature map: 2 for the one of stride 4, 3 for stride 8, ...
 * @param bins along each side
 * @param xs the columns of the samples in pixels of the network input, as many for each bin
 * @param ys the rows of the samples
 */
public record SamplingGrid(int level, int bins, float[] xs, float[] ys) {}
