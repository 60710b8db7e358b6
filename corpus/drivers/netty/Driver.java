import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.*;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.*;
import java.net.*;
import java.net.http.*;
import java.nio.charset.StandardCharsets;

public class Driver {
  public static void main(String[] args) throws Exception {
    EventLoopGroup group = new NioEventLoopGroup(1);
    Channel channel = new ServerBootstrap().group(group).channel(NioServerSocketChannel.class)
        .childHandler(new ChannelInitializer<SocketChannel>() {
          @Override
          protected void initChannel(SocketChannel c) {
            c.pipeline().addLast(new HttpServerCodec(), new HttpObjectAggregator(65536), new HttpContentCompressor(),
                new SimpleChannelInboundHandler<FullHttpRequest>() {
                  @Override
                  protected void channelRead0(ChannelHandlerContext x, FullHttpRequest q) {
                    var body = Unpooled.copiedBuffer("you sent " + q.content().toString(StandardCharsets.UTF_8) + " to " + q.uri(), StandardCharsets.UTF_8);
                    var r = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, body);
                    r.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes()).set("X-Test", "yes");
                    x.writeAndFlush(r).addListener(ChannelFutureListener.CLOSE);
                  }
                });
          }
        }).bind("localhost", 0).sync().channel();
    int port = ((InetSocketAddress) channel.localAddress()).getPort();
    var answer = HttpClient.newHttpClient().send(java.net.http.HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/a?b=c"))
        .POST(java.net.http.HttpRequest.BodyPublishers.ofString("text")).build(), java.net.http.HttpResponse.BodyHandlers.ofString());
    System.out.println(answer.statusCode() + " " + answer.body() + " " + answer.headers().firstValue("x-test"));
    channel.close().sync();
    group.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).sync();
  }
}
