package io.straightedge;

import io.straightedge.web.RawWebSocket;
import java.io.IOException;
import java.util.Random;

/** A damaged frame per shot: a text that is no message, or bytes that are no frame. */
final class FuzzFrames implements FuzzLoad.Shot {
    private static final String MESSAGE = "{\"subscribe\": 1, \"after\": 0, \"unsubscribe\": \"*\"}";

    private final int port;

    /** Of each thread, made anew when the server has ended it. */
    private final ThreadLocal<RawWebSocket> sockets = new ThreadLocal<>();

    FuzzFrames(int port) {
        this.port = port;
    }

    @Override
    public String fire(Random random) throws Exception {
        byte[] text = Mutations.textBytes(MESSAGE, random);
        boolean sound = random.nextInt(4) > 0;
        int kind = random.nextInt(20) == 0 ? RawWebSocket.BINARY : RawWebSocket.TEXT;
        byte[] frame = RawWebSocket.frame(kind, text);
        RawWebSocket socket = sockets.get();
        if (socket == null) {
            socket = new RawWebSocket(port);
            sockets.set(socket);
        }
        try {
            socket.sendBytes(sound ? frame : Mutations.bytes(frame, random));
            socket.skip();
            if (sound) {
                return "sent";
            }
        } catch (IOException e) {
            // The server has ended it, as it should on bytes that are no frame.
        }
        socket.close();
        sockets.remove();
        return sound ? "sent to a connection that ended" : "not a frame";
    }
}
