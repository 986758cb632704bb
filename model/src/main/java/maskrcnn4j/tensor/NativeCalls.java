package maskrcnn4j.tensor;

import java.util.Arrays;
import java.util.function.Supplier;

/** Runs LibTorch calls and turns what they throw into our exceptions. */
final class NativeCalls {
    private NativeCalls() {}

    /**
     * Runs one call that gives a tensor.
     *
     * @param operation the name for the message
     * @param call what to run
     * @param inputs the tensors whose shapes the message shows
     */
    static Tensor tensor(String operation, Supplier<org.bytedeco.pytorch.Tensor> call, Tensor... inputs) {
        Scope.requireOpen();
        return new Tensor(run(operation, call, inputs));
    }

    static <T> T run(String operation, Supplier<T> call, Tensor... inputs) {
        ProcessEnd.enter();
        try {
            return call.get();
        } catch (TensorException ours) {
            throw ours;
        } catch (OutOfMemoryError exhausted) {
            // JavaCPP's own limit on physical memory reports itself this way.
            throw OutOfMemory.of(operation + shapes(inputs), String.valueOf(exhausted.getMessage()), exhausted);
        } catch (RuntimeException thrown) {
            String message = String.valueOf(thrown.getMessage());
            if (OutOfMemory.isMeant(message, Engine::availableBytes)) {
                throw OutOfMemory.of(operation + shapes(inputs), message, thrown);
            }
            throw new TensorException(operation + shapes(inputs) + ": " + reason(message), thrown);
        } finally {
            ProcessEnd.leave();
        }
    }

    private static String shapes(Tensor... inputs) {
        if (inputs.length == 0) {
            return "";
        }
        return " of "
                + String.join(
                        " and ", Arrays.stream(inputs).map(Tensor::describe).toList());
    }

    /** LibTorch's text without the C++ stack that follows it. */
    private static String reason(String message) {
        String first = message.lines().findFirst().orElse("refused without a reason");
        int stack = first.indexOf("Exception raised from");
        return (stack > 0 ? first.substring(0, stack) : first).strip();
    }
}
