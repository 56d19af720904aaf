package io.straightedge.web;

import io.vertx.core.json.JsonObject;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A WebSocket client that controls every byte: it may read slowly, or send what no browser would. */
public final class RawWebSocket implements AutoCloseable {
    public static final int TEXT = 0x1;
    public static final int BINARY = 0x2;
    private static final int PING = 0x9;
    private static final int PONG = 0xA;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final OutputStream out;

    /** Connects with a receive buffer so small that a server soon notices when nobody reads. */
    public RawWebSocket(int port) throws IOException {
        socket.setReceiveBufferSize(4096);
        socket.setSoTimeout(60_000);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
        out.write(("GET /api/v1/live HTTP/1.1\r\nHost: 127.0.0.1:" + port
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: c3RyYWlnaHRlZGdlISEhIQ==\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        if (!readHead().startsWith("HTTP/1.1 101")) {
            throw new IOException("the server did not switch to WebSocket");
        }
    }

    void send(JsonObject message) throws IOException {
        sendBytes(frame(TEXT, message.encode().getBytes(StandardCharsets.UTF_8)));
    }

    /** A whole message of less than 64 KiB in one frame. */
    public static byte[] frame(int kind, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(8 + payload.length).put((byte) (0x80 | kind));
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        }
        frame.put(new byte[4]); // a mask of zeros leaves the payload as it is
        return Arrays.copyOf(frame.put(payload).array(), frame.position());
    }

    public void sendBytes(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** The next text message; pings are answered. */
    JsonObject next() throws IOException {
        StringBuilder text = new StringBuilder();
        boolean last = false;
        while (!last) {
            int head = in.readUnsignedByte();
            int length = in.readUnsignedByte();
            long size = length < 126 ? length : length == 126 ? in.readUnsignedShort() : in.readLong();
            byte[] payload = new byte[Math.toIntExact(size)];
            in.readFully(payload);
            if ((head & 0xF) == PING) {
                sendBytes(new byte[] {(byte) (0x80 | PONG), (byte) 0x80, 0, 0, 0, 0});
            } else {
                text.append(new String(payload, StandardCharsets.UTF_8));
                last = (head & 0x80) != 0;
            }
        }
        return new JsonObject(text.toString());
    }

    /** Drops what has come so far. */
    public void skip() throws IOException {
        in.skipNBytes(in.available());
    }

    /** Reads until the server ends the connection. */
    void awaitEnd() throws IOException {
        while (in.read() >= 0) {
            continue;
        }
    }

    private String readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
