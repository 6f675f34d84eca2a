"""The job protocol: messages, states and the job folder."""
