package maskrcnn4j.tensor;

import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;

/**
 * The lifetime of tensors: everything made inside is freed when the scope closes, except what was {@linkplain #keep
 * kept}.
 *
 * <pre>{@code
 * try (Scope scope = Scope.open()) {
 *     Tensor sum = a.add(b);
 *     return scope.keep(sum.relu()); // sum is freed here, the result lives on in the enclosing scope
 * }
 * }</pre>
 *
 * <p>Scopes nest, per thread. A tensor made where no scope is open is an error: it would only be freed by the garbage
 * collector, which does not see native memory.
 */
public final class Scope implements AutoCloseable {
    private static final ThreadLocal<@Nullable Scope> CURRENT = new ThreadLocal<>();

    private final @Nullable Scope enclosing;
    private final Thread owner;
    private final PointerScope pointers;
    private boolean closed;

    private Scope(@Nullable Scope enclosing) {
        this.enclosing = enclosing;
        this.owner = Thread.currentThread();
        this.pointers = new PointerScope();
    }

    /** Opens a scope inside the current thread's innermost one. */
    public static Scope open() {
        Engine.start();
        Scope scope = new Scope(CURRENT.get());
        CURRENT.set(scope);
        return scope;
    }

    /**
     * Lets a tensor outlive this scope: it passes to the enclosing scope or, where there is none, to the caller, who
     * must {@linkplain Tensor#close() close} it.
     *
     * @return the same tensor
     */
    public Tensor keep(Tensor tensor) {
        if (enclosing != null) {
            enclosing.pointers.attach(tensor.handle());
        } else {
            tensor.handle().retainReference();
        }
        pointers.detach(tensor.handle());
        return tensor;
    }

    /**
     * Takes a tensor out of all scopes: it lives until it is {@linkplain Tensor#close() closed}. For weights and other
     * long-lived tensors that have an owner of their own.
     *
     * @return the same tensor
     */
    public Tensor release(Tensor tensor) {
        tensor.handle().retainReference();
        pointers.detach(tensor.handle());
        return tensor;
    }

    /** Frees everything made in this scope and not kept. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException("a scope is closed by the thread that opened it (" + owner.getName() + ")");
        }
        if (CURRENT.get() != this) {
            throw new IllegalStateException("close inner scopes first: scopes nest");
        }
        closed = true;
        if (enclosing == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(enclosing);
        }
        pointers.close();
    }

    static void requireOpen() {
        if (CURRENT.get() == null) {
            throw new IllegalStateException(
                    "a tensor was made outside of a scope: open one with try (Scope scope = Scope.open()) { ... }");
        }
    }
}
