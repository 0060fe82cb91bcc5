"""The command `clashwire backfill`: hands an archive to a gateway, which checks it later."""
