package org.graticule.image.gdal;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/** One C function. Calls cost about a microsecond: none of them is made once a pixel. */
final class NativeFunction {
  private final String name;
  private final MethodHandle handle;

  /**
   * @param result null for void
   */
  @SuppressWarnings("restricted")
  NativeFunction(
      SymbolLookup library,
      String name,
      @Nullable MemoryLayout result,
      MemoryLayout... parameters) {
    this.name = name;
    this.handle =
        Linker.nativeLinker()
            .downcallHandle(
                library.findOrThrow(name),
                result == null
                    ? FunctionDescriptor.ofVoid(parameters)
                    : FunctionDescriptor.of(result, parameters));
  }

  private @Nullable Object invoke(Object... arguments) {
    try {
      return handle.invokeWithArguments(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(name + " cannot be called", e);
    }
  }

  void run(Object... arguments) {
    invoke(arguments);
  }

  int integer(Object... arguments) {
    return (int) result(arguments);
  }

  double number(Object... arguments) {
    return (double) result(arguments);
  }

  /** Of unknown size. */
  @SuppressWarnings("restricted")
  MemorySegment pointer(Object... arguments) {
    return ((MemorySegment) result(arguments)).reinterpret(Long.MAX_VALUE);
  }

  /** Empty for a null pointer. */
  String text(Object... arguments) {
    return string(pointer(arguments));
  }

  /** Empty for a null pointer. */
  @SuppressWarnings("restricted")
  static String string(MemorySegment pointer) {
    boolean none = pointer.address() == 0;
    return none ? "" : pointer.reinterpret(Long.MAX_VALUE).getString(0);
  }

  private Object result(Object... arguments) {
    Object result = invoke(arguments);
    if (result == null) {
      throw new IllegalStateException(name + " gives nothing");
    }
    return result;
  }
}
