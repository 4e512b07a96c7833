package org.graticule.audit.sink;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** One open place that takes lines. For one thread; {@link #close} may come from another. */
interface Receiver extends Closeable {
  /** Hands lines over; returns when they are out of our hands. */
  void take(List<String> lines) throws IOException;

  static Receiver open(Sink sink, SSLSocketFactory tls) throws IOException {
    return switch (sink.place().getScheme()) {
      case "file" -> new InFile(Path.of(sink.place().getPath()));
      case "tcp", "tls" -> new OverStream(sink, tls);
      default -> throw new IllegalArgumentException(sink.place().toString());
    };
  }

  /** A file that grows, for an agent of the receiver to read. */
  final class InFile implements Receiver {
    private final FileChannel channel;

    InFile(Path file) throws IOException {
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    @Override
    public void take(List<String> lines) throws IOException {
      ByteBuffer bytes =
          ByteBuffer.wrap((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(false);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /** A connection; syslog's messages are counted (RFC 6587, RFC 5425), others end in a newline. */
  final class OverStream implements Receiver {
    private static final int PATIENCE_MILLIS = 5000;

    private final Socket socket;
    private final OutputStream out;
    private final boolean counted;

    OverStream(Sink sink, SSLSocketFactory tls) throws IOException {
      counted = sink.format().isSyslog();
      URI place = sink.place();
      Socket plain = new Socket();
      try {
        plain.connect(new InetSocketAddress(place.getHost(), place.getPort()), PATIENCE_MILLIS);
        plain.setKeepAlive(true);
        plain.setSoTimeout(PATIENCE_MILLIS);
        socket = place.getScheme().equals("tls") ? secured(plain, place, tls) : plain;
        out = socket.getOutputStream();
      } catch (IOException | RuntimeException e) {
        plain.close();
        throw e;
      }
    }

    private static Socket secured(Socket plain, URI place, SSLSocketFactory tls)
        throws IOException {
      SSLSocket socket =
          (SSLSocket) tls.createSocket(plain, place.getHost(), place.getPort(), true);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return socket;
    }

    @Override
    public void take(List<String> lines) throws IOException {
      StringBuilder all = new StringBuilder();
      for (String line : lines) {
        if (counted) {
          all.append(line.getBytes(StandardCharsets.UTF_8).length).append(' ').append(line);
        } else {
          all.append(line).append('\n');
        }
      }
      out.write(all.toString().getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
