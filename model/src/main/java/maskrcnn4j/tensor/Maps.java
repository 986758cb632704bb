package maskrcnn4j.tensor;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.global.torch;

/** Operations that change the size of {@code [N, C, H, W]} maps, with gradients. */
public final class Maps {
    private Maps() {}

    /** The largest value of each window. */
    public static Tensor maxPool(Tensor input, int kernel, int stride, int padding) {
        return NativeCalls.tensor(
                "max pool",
                () -> torch.max_pool2d(
                        input.handle(),
                        new long[] {kernel, kernel},
                        new long[] {stride, stride},
                        new long[] {padding, padding},
                        new long[] {1, 1},
                        false),
                input);
    }

    /** The largest value of each window; the last windows may reach over the right and lower border. */
    public static Tensor maxPoolToTheEnd(Tensor input, int kernel, int stride) {
        return NativeCalls.tensor(
                "max pool",
                () -> torch.max_pool2d(
                        input.handle(),
                        new long[] {kernel, kernel},
                        new long[] {stride, stride},
                        new long[] {0, 0},
                        new long[] {1, 1},
                        true),
                input);
    }

    /** Zeros around a map. */
    public static Tensor padded(Tensor input, int above, int below, int left, int right) {
        return NativeCalls.tensor(
                "zero padding", () -> torch.constant_pad_nd(input.handle(), left, right, above, below), input);
    }

    /** Every second pixel of every second row: a max pool with kernel 1 and stride 2. The memory is shared. */
    public static Tensor everySecondPixel(Tensor input) {
        return NativeCalls.tensor(
                "every second pixel",
                () -> torch.slice(torch.slice(input.handle(), 2, none(), none(), 2), 3, none(), none(), 2),
                input);
    }

    private static LongOptional none() {
        return new LongOptional();
    }

    /** Nearest neighbours to another size: pixel i of n' takes pixel floor(i n / n'). */
    public static Tensor nearest(Tensor input, long height, long width) {
        return NativeCalls.tensor(
                "nearest",
                () -> torch.upsample_nearest2d(
                        input.handle(), new long[] {height, width}, new DoubleOptional(), new DoubleOptional()),
                input);
    }

    /** The mean over all pixels: {@code [N, C, 1, 1]}. */
    public static Tensor globalAverage(Tensor input) {
        return input.mean(2, 3);
    }

    /** {@code min(6, max(0, x + 3)) / 6}. */
    public static Tensor hardSigmoid(Tensor x) {
        return NativeCalls.tensor("hard sigmoid", () -> torch.hardsigmoid(x.handle()), x);
    }
}
