package org.graticule.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;

/**
 * A request in another version of HTTP than 1.0 and 1.1 is as good as none and goes to {@link
 * Unreadable}; the framework would answer it with nothing but a status. One for each connection.
 */
final class SpokenVersions extends ChannelInboundHandlerAdapter {
  private static final String LAST = "handler";

  private SpokenVersions() {}

  /** To be called when a connection is made; one of HTTP/2 has no versions. */
  static void watch(HttpConnection connection) {
    ChannelHandlerContext channel = ((HttpServerConnection) connection).channelHandlerContext();
    if (channel.pipeline().get("httpDecoder") != null && channel.pipeline().get(LAST) != null) {
      channel.pipeline().addBefore(LAST, "spoken-versions", new SpokenVersions());
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request
        && !request.protocolVersion().equals(HttpVersion.HTTP_1_1)
        && !request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
      request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("version")));
      // The answer repeats it.
      request.setProtocolVersion(HttpVersion.HTTP_1_1);
    }
    context.fireChannelRead(message);
  }
}
