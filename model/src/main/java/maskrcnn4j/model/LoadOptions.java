package maskrcnn4j.model;

import maskrcnn4j.spec.ModelOptions;
import maskrcnn4j.tensor.Device;
import maskrcnn4j.tensor.Precision;

/**
 * How a model is loaded.
 *
 * @param model what the weight file does not say itself
 * @param device where it runs
 * @param precision what its convolutions compute in
 */
public record LoadOptions(ModelOptions model, Device device, Precision precision) {
    /** The CPU, in the precision that suits it. */
    public static final LoadOptions DEFAULT = new LoadOptions(ModelOptions.NONE, Device.CPU, Precision.AUTO);

    /** These, with a precision. */
    public LoadOptions withPrecision(Precision other) {
        return new LoadOptions(model, device, other);
    }

    /** These, on a device. */
    public LoadOptions withDevice(Device other) {
        return new LoadOptions(model, other, precision);
    }

    /** These, with what the user says about the weight file. */
    public LoadOptions withModel(ModelOptions other) {
        return new LoadOptions(other, device, precision);
    }
}
