package maskrcnn4j.model;

import maskrcnn4j.tensor.Device;

/** Where the tests of whole networks run: the CPU, or what {@code -Dmrcnn.device=cuda} names. */
final class TestDevice {
    static final Device DEVICE = Device.parse(System.getProperty("mrcnn.device", "cpu"));

    private TestDevice() {}

    /** The usual options there. */
    static LoadOptions load() {
        return LoadOptions.DEFAULT.withDevice(DEVICE);
    }

    /** The usual options there. */
    static TrainOptions train() {
        return TrainOptions.DEFAULT.withDevice(DEVICE);
    }
}
