"""Co-operation (执法协同): what the office and an agency ask of each other, and the answer."""
